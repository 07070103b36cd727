#!/usr/bin/env bash
# 重做 docs/pictures/：示例季度的各种报告（中英文）和审阅页。
# Makes docs/pictures/ anew: every kind of report of a sample quarter, in both languages, and its review page.
#
#   tools/pictures.sh [FOLDER ENGLISH]    已有的输出，如 output/2024Q4  output that is already there
#
# Needs pdftoppm (Poppler) and Chromium; `tools/setup.sh system` installs them.
set -euo pipefail
cd "$(dirname "$0")/.."

LARGEST=122880 # bytes of a picture
TARGET=docs/pictures

command -v pdftoppm >/dev/null || {
    echo "缺少 pdftoppm，请先运行 tools/setup.sh system。 pdftoppm is missing: run tools/setup.sh system" >&2
    exit 2
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chinese=${1:-} english=${2:-}
if [ -z "$chinese" ]; then
    for lang in zh en; do
        make --no-print-directory quarter Q=2024Q4 INPUT=input_samples OUTPUT="$scratch/$lang" ARGS="--lang $lang" JOBS=
    done
    chinese=$scratch/zh/2024Q4 english=$scratch/en/2024Q4
fi

# 32 colours are enough for such pages, and a third of the bytes.
SMALLER='import sys; from PIL import Image; Image.open(sys.argv[1]).convert("RGB").quantize(32, dither=0).save(sys.argv[2], optimize=True)'

page() { # folder, report, page, picture
    local file=$TARGET/$4.png
    pdftoppm -r 60 -png -f "$3" -l "$3" -singlefile "$1/$2" "$scratch/page"
    .venv/bin/python -c "$SMALLER" "$scratch/page.png" "$file"
    echo "$file"
}

picture() { # name, report, report in English, page
    page "$chinese" "$2" "$4" "$1"
    page "$english" "$3" "$4" "$1.en"
}

mkdir -p "$TARGET"
department=技术服务组 engineer=employees/技术服务组/技术工程师
technical="Technical Service" english_engineer="employees/Technical Service/Technical engineer"
picture employee "$engineer—李志强.pdf" "$english_engineer—李志强.pdf" 1
picture employee-behaviour "$engineer—李志强.pdf" "$english_engineer—李志强.pdf" 2
picture employee-moved "$engineer—余晓峰.pdf" "$english_engineer—余晓峰.pdf" 1
picture employee-decision "$engineer—邓超群.pdf" "$english_engineer—邓超群.pdf" 1
picture employee-interview "$engineer—韩磊.pdf" "$english_engineer—韩磊.pdf" 3
picture department "departments/$department.pdf" "departments/$technical.pdf" 1
picture summary summary.pdf summary.pdf 1
picture summary-cost summary.pdf summary.pdf 2

for lang in zh en; do
    .venv/bin/gacx-reports posts --post 技术工程师 --output "$scratch" --lang $lang >/dev/null
done
page "$scratch/posts" "岗位目标和考核指标说明书/技术工程师.pdf" 1 post-goals
page "$scratch/posts" "岗位说明书/技术工程师.pdf" 1 post-specification
page "$scratch/posts" "Goals and KPIs of the post/Technical engineer.pdf" 1 post-goals-en
page "$scratch/posts" "Job specification/Technical engineer.pdf" 1 post-specification-en

screenshot() { # name, page, height
    local file=$TARGET/$1.png
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --hide-scrollbars --force-device-scale-factor=0.7 --window-size="1280,$3" \
        --screenshot="$scratch/$1.png" "file://$2" >/dev/null 2>&1
    if [ "$(wc -c <"$scratch/$1.png")" -gt "$LARGEST" ]; then
        echo "$file 超过 120 KB。 $file is over 120 KB" >&2
        exit 1
    fi
    mv "$scratch/$1.png" "$file"
    echo "$file"
}

screenshot review "$(cd "$chinese" && pwd)/index.html" 1000
# A quarter in which a cell is to be mended; make ends with an error for that.
make --no-print-directory quarter Q=2024Q3 INPUT=input_samples/broken/V06 OUTPUT="$scratch/broken" ARGS= JOBS= || true
screenshot review-mend "$scratch/broken/2024Q3/index.html" 1130
