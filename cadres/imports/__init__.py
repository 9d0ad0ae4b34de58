"""Records from and to workbooks (Excel 导入导出). How an app uses it: docs/imports.md."""
