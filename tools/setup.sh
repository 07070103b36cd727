#!/usr/bin/env bash
# 安装运行所需的一切；make 会自动调用。Sets up all that the project needs; make calls it.
#
#   tools/setup.sh          系统库、字体、.venv    libraries and a font of the system, and .venv
#   tools/setup.sh system   系统测试用的程序       the programs that `make test-system` drives
#   tools/setup.sh cluster  集群用的软件包         the packages of `make cluster`
#   tools/setup.sh mutation 变异测试用的软件包     the packages of `make mutation`
#
# What is missing is found by trying to use it, never by a package's name, so a second call
# installs nothing. .venv/.ready, written last, is what tells make that a set-up came to its end.
set -euo pipefail
cd "$(dirname "$0")/.."

VENV=.venv
LOG=$VENV/setup.log
LOCK=requirements/dev.txt

step() { printf '==> %s\n' "$*" >&2; }

fail() { # Chinese first, then English, one argument a line
    printf '\n错误 Error\n' >&2
    printf '  %s\n' "$@" >&2
    exit 1
}

trap 'fail "已中断；再次运行即重新开始。" "Interrupted; run it again to start afresh."' INT TERM

# ---- Python ------------------------------------------------------------------------------------

runs() { "$1" -c "$2" >/dev/null 2>&1; }
IS_NEW_ENOUGH='import sys; sys.exit(sys.version_info < (3, 11))'
HAS_VENV='import ensurepip, venv'

find_python() {
    local python candidates=(python3.13 python3.12 python3.11 python3)
    if [ -n "${PYTHON:-}" ]; then candidates=("$PYTHON"); fi
    for python in "${candidates[@]}"; do
        if runs "$python" "$IS_NEW_ENOUGH" && runs "$python" "$HAS_VENV"; then
            echo "$python"
            return
        fi
    done
    # Debian's python3 comes without venv; choose_python adds it.
    for python in "${candidates[@]}"; do
        if runs "$python" "$IS_NEW_ENOUGH"; then
            echo "$python"
            return
        fi
    done
}

choose_python() {
    python=$(find_python)
    if [ -z "$python" ]; then
        local found
        found=$({ "${PYTHON:-python3}" --version || true; } 2>/dev/null)
        fail "需要 Python 3.11 或更高版本；找到的是：${found:-无 none}" \
            "请安装后重试，或用 PYTHON=/路径/python3.11 指定。" \
            "Python 3.11 or later is needed. Install it, or name it with PYTHON=/path/to/python3.11."
    fi
    if ! runs "$python" "$HAS_VENV"; then
        install_packages "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" \
            python3 python
        runs "$python" "$HAS_VENV" || fail \
            "$python 缺少 venv 模块，请安装完整的 Python，或用 PYTHON= 指定另一个。" \
            "$python has no venv module: install a complete Python, or name another with PYTHON=."
    fi
}

# ---- The system's package manager --------------------------------------------------------------

# The three arguments are the packages' names for apt, dnf and brew.
install_packages() {
    local manager packages command log as_root=()
    manager=$(first_of apt-get dnf brew) || fail \
        "请用系统的软件包管理器安装（Debian 软件包名）：$1，然后重试。" \
        "Install these with the system's package manager (Debian's names): $1, and try again."
    case $manager in
    apt-get) packages=$1 command="apt-get install -y --no-install-recommends $1" ;;
    dnf) packages=$2 command="dnf install -y $2" ;;
    brew) packages=$3 command="brew install $3" ;;
    esac
    # Homebrew refuses to run as root.
    if [ "$manager" != brew ] && [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || fail \
            "缺少系统软件包，而当前用户无权安装。请运行下面的命令，然后重试：" \
            "System packages are missing, and this user may not install them. Run this, and try again:" \
            "" "    sudo $command"
        as_root=(sudo -n)
    fi
    step "安装系统软件包 Installing system packages: $packages"
    log=$(mktemp)
    # shellcheck disable=SC2086 # the command is words
    if ! run_manager $command >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "系统软件包安装失败，记录见上（全文：$log）。命令是：" \
            "The system's packages could not be installed; see above (all of it: $log). The command:" \
            "" "    ${as_root[*]+sudo }$command"
    fi
    rm -f "$log"
}

run_manager() { # reads as_root of its caller
    if [ "$1" != apt-get ]; then
        ${as_root[@]+"${as_root[@]}"} "$@"
        return
    fi
    local apt=(${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive
        apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    shift
    # A new machine has no package lists and an old one may have stale lists: then, and only
    # then, fetch them.
    "${apt[@]}" "$@" || { "${apt[@]}" update && "${apt[@]}" "$@"; }
}

first_of() { # the first of these programs that is here
    local program
    for program in "$@"; do
        if command -v "$program" >/dev/null; then
            echo "$program"
            return
        fi
    done
    return 1
}

# ---- Libraries and fonts -----------------------------------------------------------------------

# The same libraries in the same way as WeasyPrint loads them.
missing_libraries() {
    "$python" - <<'PY'
import ctypes, ctypes.util
for name, number in (("gobject-2.0", 0), ("pango-1.0", 0), ("pangoft2-1.0", 0),
                     ("harfbuzz", 0), ("harfbuzz-subset", 0), ("fontconfig", 1)):
    found = ctypes.util.find_library(name)
    for candidate in (f"lib{name}.so.{number}", f"lib{name}.{number}.dylib", f"lib{name}.dylib",
                      f"/opt/homebrew/lib/lib{name}.dylib", found):
        try:
            if candidate:
                ctypes.CDLL(candidate)
                break
        except OSError:
            pass
    else:
        print(name)
PY
}

has_chinese_font() {
    if command -v fc-list >/dev/null; then
        [ -n "$(fc-list :lang=zh-cn family)" ]
        return
    fi
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts ~/.fonts ~/.local/share/fonts \
        /System/Library/Fonts /Library/Fonts ~/Library/Fonts \
        \( -iname '*CJK*' -o -iname '*SourceHan*' -o -iname 'wqy*' -o -iname 'PingFang*' \
        -o -iname 'simsun*' -o -iname 'simhei*' -o -iname 'msyh*' \) 2>/dev/null)" ]
}

set_up_system() {
    local apt="" dnf="" brew=""
    if [ -n "$(missing_libraries)" ]; then
        apt="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        dnf="pango harfbuzz"
        brew="pango"
    fi
    if ! has_chinese_font; then
        apt="$apt fonts-noto-cjk"
        dnf="$dnf google-noto-sans-cjk-fonts"
        brew="$brew font-noto-sans-cjk-sc"
    fi
    if [ -z "$apt" ]; then return; fi
    install_packages "${apt# }" "${dnf# }" "${brew# }"
    local missing
    missing=$(missing_libraries)
    if [ -n "$missing" ]; then
        fail "安装之后仍缺少系统库：" "After the installation these libraries are still missing:" \
            "" "    ${missing//$'\n'/ }"
    fi
    has_chinese_font || fail "安装之后仍找不到中文字体。" \
        "After the installation there is still no Chinese font."
}

# ---- .venv -------------------------------------------------------------------------------------

pip_install() { # what it is, then pip's arguments
    step "$1"
    shift
    if ! "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input "$@" >>"$LOG" 2>&1; then
        tail -n 20 "$LOG" >&2
        fail "Python 软件包安装失败，记录见上（全文：$LOG）。检查网络后重试即可。" \
            "Python packages could not be installed; see above (all of it: $LOG)." \
            "Check the network and try again."
    fi
}

is_whole() { # the venv stands where it was made, still runs, and holds exactly what the lock says
    cmp -s "$LOCK" "$VENV/installed.txt" &&
        [ "$(cat "$VENV/place" 2>/dev/null)" = "$PWD" ] &&
        runs "$VENV/bin/python" "$IS_NEW_ENOUGH"
}

set_up_venv() {
    rm -f "$VENV/.ready"
    if ! is_whole; then
        step "建立 $VENV Creating $VENV ($("$python" --version))"
        rm -rf "$VENV"
        "$python" -m venv "$VENV"
        pip_install "安装 Python 软件包（约一分钟）Installing Python packages (about a minute)" \
            --require-hashes -r "$LOCK"
        pwd >"$VENV/place"
        cp "$LOCK" "$VENV/installed.txt"
    fi
    pip_install "安装本项目 Installing the project" --no-deps --no-build-isolation --editable .
    pwd >"$VENV/.ready"
}

is_ready() {
    [ "$(cat "$VENV/.ready" 2>/dev/null)" = "$PWD" ] && is_whole &&
        [ ! "$LOCK" -nt "$VENV/.ready" ] && [ ! pyproject.toml -nt "$VENV/.ready" ] &&
        [ ! hatch_build.py -nt "$VENV/.ready" ] && [ ! tools/setup.sh -nt "$VENV/.ready" ]
}

# ---- What `make test-system` drives ------------------------------------------------------------

set_up_system_tests() {
    local apt="" dnf="" brew=""
    first_of soffice libreoffice /Applications/LibreOffice.app/Contents/MacOS/soffice >/dev/null ||
        { apt="libreoffice-calc" dnf="libreoffice-calc" brew="libreoffice"; }
    first_of ssconvert >/dev/null || { apt="$apt gnumeric" dnf="$dnf gnumeric" brew="$brew gnumeric"; }
    first_of chromium chromium-browser google-chrome /Applications/Chromium.app/Contents/MacOS/Chromium >/dev/null ||
        { apt="$apt chromium" dnf="$dnf chromium" brew="$brew chromium"; }
    first_of pdftoppm >/dev/null || { apt="$apt poppler-utils" dnf="$dnf poppler-utils" brew="$brew poppler"; }
    first_of node >/dev/null || { apt="$apt nodejs" dnf="$dnf nodejs" brew="$brew node"; }
    first_of qpdf >/dev/null || { apt="$apt qpdf" dnf="$dnf qpdf" brew="$brew qpdf"; }
    first_of faketime >/dev/null || { apt="$apt faketime" dnf="$dnf libfaketime" brew="$brew libfaketime"; }
    first_of npm >/dev/null || { apt="$apt npm" dnf="$dnf npm"; }
    first_of cc gcc clang >/dev/null || { apt="$apt gcc libc6-dev" dnf="$dnf gcc glibc-devel"; }
    if [ -n "$apt" ]; then install_packages "${apt# }" "${dnf# }" "${brew# }"; fi
    set_up_group cluster "安装集群用的软件包 Installing packages for a cluster"
    set_up_group system "安装系统测试用的 Python 软件包 Installing Python packages for the system tests"
    set_up_javascript
}

set_up_group() { # a file of requirements/, and what it is
    if cmp -s "requirements/$1.txt" "$VENV/$1.txt"; then return; fi
    pip_install "$2" --require-hashes -r "requirements/$1.txt"
    cp "requirements/$1.txt" "$VENV/$1.txt"
}

set_up_javascript() { # libraries of Node.js that save workbooks
    local folder=tests/system/javascript
    if cmp -s "$folder/package-lock.json" "$folder/node_modules/installed.json"; then return; fi
    step "安装 Node.js 软件包 Installing packages of Node.js"
    if ! (cd "$folder" && npm ci --ignore-scripts) >>"$LOG" 2>&1; then
        tail -n 20 "$LOG" >&2
        fail "Node.js 软件包安装失败，记录见上（全文：$LOG）。检查网络后重试即可。" \
            "Packages of Node.js could not be installed; see above (all of it: $LOG)." \
            "Check the network and try again."
    fi
    cp "$folder/package-lock.json" "$folder/node_modules/installed.json"
}

# ------------------------------------------------------------------------------------------------

case ${1:-} in
system) set_up_system_tests ;;
cluster) set_up_group cluster "安装集群用的软件包 Installing packages for a cluster" ;;
mutation) set_up_group mutation "安装变异测试用的软件包 Installing packages for mutation testing" ;;
"")
    # Two makes at once in one clone: the second waits, and finds the work done.
    if command -v flock >/dev/null; then
        exec 9<tools/setup.sh
        flock 9
    fi
    if is_ready; then exit; fi
    choose_python
    set_up_system
    set_up_venv
    ;;
*) fail "用法 Usage: tools/setup.sh [system|mutation|cluster]" ;;
esac
