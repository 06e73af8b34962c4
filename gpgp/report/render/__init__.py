"""Protected tables as HTML, charts and CSV; and the page that holds them."""
