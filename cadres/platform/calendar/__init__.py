"""The working days of a year (工作日历): imported, approved by a second person, counted everywhere."""
