"""How the pages look: Streamlit's theme as options of the configuration, for whoever starts the server."""

from collections.abc import Mapping
from types import MappingProxyType

#: Options by name, as `streamlit run --NAME VALUE` takes them. Text has at least 7:1 on its background (WCAG
#: AAA), borders of controls 3:1.
THEME: Mapping[str, str] = MappingProxyType(
    {
        "theme.base": "light",
        "theme.primaryColor": "#1d4f7c",
        "theme.backgroundColor": "#ffffff",
        "theme.secondaryBackgroundColor": "#f3f5f8",
        "theme.textColor": "#1b2733",
        "theme.linkColor": "#1d4f7c",
        "theme.linkUnderline": "true",
        "theme.borderColor": "#8391a1",
        "theme.dataframeBorderColor": "#d6dde4",
        "theme.dataframeHeaderBackgroundColor": "#f3f5f8",
        "theme.showWidgetBorder": "true",
        "theme.baseRadius": "4px",
        "theme.baseFontSize": "16",
        "theme.headingFontWeights": "[650, 650, 650]",
    }
)
