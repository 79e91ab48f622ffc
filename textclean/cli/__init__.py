"""The subcommands, one module each; the command line imports a module only when its command is called."""
