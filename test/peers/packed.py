"""
Files written into a folder, then packed into one archive. For a script in another language: python3 packed.py SCRIPT
COMMAND …, where the command is run in the empty folder.
"""
import contextlib, os, subprocess, sys, tempfile, zipfile


@contextlib.contextmanager
def packed(script):
    """Inside, the working folder is empty; what is written there becomes SCRIPT.zip beside the script."""
    target = os.path.splitext(os.path.abspath(script))[0] + ".zip"
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield folder
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                for at, _, names in sorted(os.walk(folder)):
                    for name in sorted(names):
                        path = os.path.join(at, name)
                        entry = zipfile.ZipInfo(os.path.relpath(path, folder), (2020, 1, 1, 0, 0, 0))
                        entry.compress_type = zipfile.ZIP_DEFLATED
                        with open(path, "rb") as content:
                            archive.writestr(entry, content.read())
        finally:
            os.chdir(before)


if __name__ == "__main__":
    with packed(sys.argv[1]):
        subprocess.run(sys.argv[2:], check=True)
