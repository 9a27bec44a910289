"""What writing and reading .docx files share: the zip, the XML, the template language, the styles and the bookmarks."""
