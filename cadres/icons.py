"""The drawings of the icons: inner SVG on a grid of 24 by 24, our own."""

PATHS = {
    "home": '<path d="M4 11 12 4l8 7"/><path d="M6 9.5V20h12V9.5"/><path d="M10 20v-5h4v5"/>',
    "bell": '<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15z"/><path d="M10 20.5h4"/>',
    "people": '<circle cx="9" cy="8" r="3.25"/><path d="M3 19c.6-3.6 3-5.25 6-5.25S14.4 15.4 15 19"/>'
    '<path d="M15.5 5.2a3 3 0 0 1 0 5.6M17.5 14.25c1.9.7 3.1 2.25 3.5 4.75"/>',
    "person": '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.7-4.2 3.5-6 7-6s6.3 1.8 7 6"/>',
    "seat": '<path d="M7 4v9h10V4"/><path d="M5 13h14v3H5z"/><path d="M7 16v4M17 16v4"/>',
    "building": '<path d="M4 20h16"/><path d="M6 20V6l6-2 6 2v14"/><path d="M10 9h4M10 13h4M10 17h4"/>',
    "map": '<path d="m3.5 6.5 5.5-2 6 2 5.5-2v13l-5.5 2-6-2-5.5 2z"/><path d="M9 4.5v13M15 6.5v13"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "vacancy": '<circle cx="12" cy="12" r="8" stroke-dasharray="3.5 3"/><path d="M12 9v6M9 12h6"/>',
    "ballot": '<path d="M4 13h16v7H4z"/><path d="M8 13V4h8v9"/><path d="m10 8.5 1.5 1.5L14 7"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.75"/>',
    "book": '<path d="M12 6.5C10 5 7.5 4.5 4 4.5v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2v-13c-3.5 0-6 .5-8 2z"/>'
    '<path d="M12 6.5v13"/>',
    "need": '<path d="M12 3.5 2.5 8.5l9.5 5 9.5-5z"/><path d="M6 10.5V15c2 2 4 2.5 6 2.5s4-.5 6-2.5v-4.5"/>',
    "roll": '<path d="M8 6.5h12M8 12h12M8 17.5h12"/><path d="M4 6.5h.01M4 12h.01M4 17.5h.01"/>',
    "scale": '<path d="M12 4v16M7 20h10M5 7h14"/><path d="m5 7-2.5 6h5zM19 7l-2.5 6h5z"/>',
    "chart": '<path d="M4 20h16"/><path d="M7 20v-6M12 20V9M17 20V5"/>',
    "cycle": '<path d="M19 8a8 8 0 0 0-14.5 2.5M5 16a8 8 0 0 0 14.5-2.5"/><path d="M19.5 3.5V8H15M4.5 20.5V16H9"/>',
    "medal": '<circle cx="12" cy="14.5" r="5"/><path d="M9 10 6 3.5h4l2 4 2-4h4L15 10"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8-8M15.5 8l3 3"/>',
    "shield": '<path d="M12 3.5 5 6v6c0 4 3 7 7 8.5 4-1.5 7-4.5 7-8.5V6z"/><path d="m9 12 2 2 4-4"/>',
    "rules": '<path d="M6 3.5h9l4 4v13H6z"/><path d="M15 3.5v4h4M9 12h7M9 16h7"/>',
    "audit": '<path d="M5 4h14v7"/><path d="M5 4v16h6M8.5 8.5h7M8.5 12.5h3"/><circle cx="16" cy="16" r="3.5"/>'
    '<path d="m18.5 18.5 2.5 2.5"/>',
    "heart": '<path d="M3 12h4l2.5-6 4 12 2.5-6h5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "download": '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14"/>',
    "sort": '<path d="m8 9.5 4-4 4 4M8 14.5l4 4 4-4"/>',
    "arrow-up": '<path d="M12 19V5M6.5 10.5 12 5l5.5 5.5"/>',
    "arrow-down": '<path d="M12 5v14M6.5 13.5 12 19l5.5-5.5"/>',
    "left": '<path d="m14.5 5.5-6.5 6.5 6.5 6.5"/>',
    "right": '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
    "down": '<path d="m5.5 9.5 6.5 6.5 6.5-6.5"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "warning": '<path d="M12 4 2.5 20h19z"/><path d="M12 10v4.5M12 17.25v.01"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.75v.01"/>',
    "stop": '<path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z"/><path d="M12 8v5M12 16v.01"/>',
    "language": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/>'
    '<path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>',
    "out": '<path d="M14 4H6v16h8M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
    "file": '<path d="M6 3.5h8l4 4v13H6z"/><circle cx="12" cy="11.5" r="2"/><path d="M8.5 17.5c.4-1.9 1.6-2.9 3.5-2.9'
    's3.1 1 3.5 2.9"/>',
    "phone": '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 17.5h2"/>',
    "inbox": '<path d="M4 13.5 6.5 5h11L20 13.5V19H4z"/><path d="M4 13.5h4.5l1.5 2.5h4l1.5-2.5H20"/>',
}
