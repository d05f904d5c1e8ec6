# Sets $python to a Python 3.11 or newer, or says in one sentence what to do. (Sourced by ./start and ./test.)
python=
for name in python3.11 python3.12 python3.13 python3.14 python3; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  case "${LC_ALL:-${LC_MESSAGES:-$LANG}}" in
    zh*) echo "✗ 需要 Python 3.11 或更新版本，这台机器上没有找到。请安装后再运行：apt-get install python3 python3-venv" ;;
    en*) echo "✗ Python 3.11 or newer is needed and was not found. Install it and run this again: apt-get install python3 python3-venv" ;;
    *) echo "✗ 需要 Python 3.11 或更新版本，请安装后再运行。 Python 3.11 or newer is needed; install it and run this again: apt-get install python3 python3-venv" ;;
  esac >&2
  exit 1
fi
