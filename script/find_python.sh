# Sourced by the commands: sets $python to a Python of at least 3.11, or says what to install.
python=""
for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "需要 Python 3.11 或更高版本。请运行：apt-get install python3 python3-venv" >&2
  exit 2
fi
