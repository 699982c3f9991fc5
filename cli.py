"""Run naskah from a checkout: `python cli.py buat …`. Installed, the command is `naskah`."""

from naskah.commands import main

if __name__ == "__main__":
    main()
