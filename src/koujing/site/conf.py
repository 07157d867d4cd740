"""The Sphinx configuration of the site; the title of a report is set on the command line."""

project = html_title = "koujing"
author = "the koujing contributors"
project_copyright = "the koujing contributors"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc", "koujing.site.extensions"]

nb_execution_mode = "off"  # the notebooks have already been executed
nb_merge_streams = True
nb_code_prompt_show = "show the code"
nb_code_prompt_hide = "hide the code"
myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
myst_heading_anchors = 3

smartquotes = False  # quoted texts keep the quotation marks and dashes of their authors

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["koujing.css"]
html_js_files = [("frames.js", {"loading_method": "defer"})]
html_math_renderer = "mathml"
html_additional_pages = {"search": "search.html"}
templates_path = ["templates"]
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_last_updated_fmt = None
