#!/bin/sh
# SheetJS 0.18.5 (npm xlsx, the last edition there): on a machine in China a day becomes the evening before.
#
# A workbook with the day 2024-07-01 is read and written with the option cellDates, as many Node.js services do. With
# TZ=Asia/Shanghai the cell comes out as 30 June, 43 seconds before midnight: the time by which Shanghai's clocks
# differed from their zone in 1900, from where the library counts. A reader that drops the time loses a day without a
# word. The edition 0.20.3 (npm @e965/xlsx) writes midnight; without the option both write the number of the day.
#
# Ends with 1 if any of this has changed. Output, with Node.js 20:
#   xlsx 0.18.5: 2024-06-30T23:59:17.000Z, without cellDates 45474
#   @e965/xlsx 0.20.3: 2024-07-01T00:00:00.000Z, without cellDates 45474
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 @e965/xlsx@0.20.3 >/dev/null
cat >days.cjs <<'END'
function cell(XLSX, options) {
  const sheet = { "!ref": "A1", A1: { t: "n", v: 45474, z: "yyyy-mm-dd" } };
  const made = XLSX.write({ SheetNames: ["a"], Sheets: { a: sheet } }, { type: "buffer" });
  const again = XLSX.write(XLSX.read(made, options), { type: "buffer", ...options });
  const { files } = XLSX.read(again, { type: "buffer", bookFiles: true });
  const xml = Buffer.from(files["xl/worksheets/sheet1.xml"].content).toString();
  return /<v>(.*?)<\/v>/.exec(xml)[1];
}
const found = {};
for (const name of ["xlsx", "@e965/xlsx"]) {
  const XLSX = require(name);
  found[name] = [cell(XLSX, { cellDates: true }), cell(XLSX, {})];
  console.log(`${name} ${XLSX.version}: ${found[name][0]}, without cellDates ${found[name][1]}`);
}
const expected = {
  "xlsx": ["2024-06-30T23:59:17.000Z", "45474"],
  "@e965/xlsx": ["2024-07-01T00:00:00.000Z", "45474"],
};
const same = JSON.stringify(found) === JSON.stringify(expected);
console.log(same ? "as found" : "CHANGED");
process.exit(same ? 0 : 1);
END
TZ=Asia/Shanghai node days.cjs
