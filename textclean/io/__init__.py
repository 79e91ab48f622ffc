"""What the command is made of: files, jobs, compressed streams, findings, undo, and how text is shown."""
