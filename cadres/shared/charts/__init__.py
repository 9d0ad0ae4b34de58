"""Charts (统计图): numbers in, positions and texts out; ``templates/components/charts`` draw them on the server."""
