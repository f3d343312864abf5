from regiowerk.config.cli import main

main()
