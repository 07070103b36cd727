// Opens every workbook of a folder and saves it with each of the programs, as their first examples show it:
//
//     node resave.mjs FROM TO        writes TO/<program>/<workbook>
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

function sheetjs(name) {
  const XLSX = require(name);
  return (content) =>
    XLSX.write(XLSX.read(content, { type: "buffer" }), { type: "buffer", bookType: "xlsx" });
}

async function exceljs(content) {
  const { Workbook } = require("exceljs");
  const book = new Workbook();
  await book.xlsx.load(content);
  return book.xlsx.writeBuffer();
}

async function populate(content) {
  const book = await require("xlsx-populate").fromDataAsync(content);
  return book.outputAsync();
}

async function excelize() {
  const folder = dirname(require.resolve("excelize-wasm/package.json"));
  const { init } = require("excelize-wasm");
  const program = await init(join(folder, "excelize.wasm.gz"));
  return (content) => {
    const book = program.OpenReader(new Uint8Array(content));
    if (book.error) throw new Error(book.error);
    const { buffer, error } = book.WriteToBuffer();
    if (error) throw new Error(error);
    return buffer;
  };
}

const programs = {
  "xlsx": sheetjs("xlsx"),
  "@e965+xlsx": sheetjs("@e965/xlsx"),
  "xlsx-js-style": sheetjs("xlsx-js-style"),
  "exceljs": exceljs,
  "xlsx-populate": populate,
  "excelize-wasm": await excelize(),
};

const [from, to] = process.argv.slice(2);
for (const [program, save] of Object.entries(programs)) {
  const folder = join(to, program);
  mkdirSync(folder, { recursive: true });
  const start = performance.now();
  for (const name of readdirSync(from).filter((n) => n.endsWith(".xlsx"))) {
    writeFileSync(join(folder, name), Buffer.from(await save(readFileSync(join(from, name)))));
  }
  console.log(program, Math.round(performance.now() - start), "ms");
}
process.exit(0);
