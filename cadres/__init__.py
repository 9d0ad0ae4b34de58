"""The base (干部基础库): divisions, organizations, posts, cadres, tenures, people who log in."""
