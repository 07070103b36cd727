// Repeats a draw from the frame's lines and the record: node repeat_draw.mjs frame.txt 抽样记录.json (docs/survey.md).
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [frame, recorded] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const record = JSON.parse(recorded), called = new Set(record.called_last_quarter), people = new Map();
const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const count = (list) => list.reduce((n, { stratum }) => n.set(stratum, (n.get(stratum) ?? 0) + 1), new Map());

function* take(jobs, taken, preferred) {
  for (const [again, any] of [[false, false], [false, true], [true, false], [true, true]])
    for (const job of jobs)
      if (!taken.has(job.key) && called.has(job.key) === again && (any || preferred(job))) yield taken.add(job.key) && job;
}

function draw(all, rule, taken) {
  const jobs = all.filter((job) => !job.refused).sort((a, b) => compare(a.ticket, b.ticket));
  const [whole, digits = ""] = rule.share.split("."), unit = 10n ** BigInt(digits.length);
  const share = Number((BigInt(whole + digits) * BigInt(jobs.length) + unit - 1n) / unit);
  const customers = new Set(jobs.map((job) => job.key).filter((key) => !taken.has(key))).size;
  const size = Math.min(Math.max(share, rule.least), rule.most, customers), strata = count(jobs);
  const left = new Map([...strata].map(([s, n]) => [s, Math.floor((size * n) / jobs.length)]));
  const rest = size - [...left.values()].reduce((a, b) => a + b, 0), lowest = (s) => jobs.find((j) => j.stratum === s).ticket;
  const order = ([s, n], [t, m]) => ((size * m) % jobs.length) - ((size * n) % jobs.length) || m - n || compare(lowest(s), lowest(t));
  for (const [s] of [...strata].sort(order).slice(0, rest)) left.set(s, left.get(s) + 1);
  const chosen = [], walk = take(jobs, taken, (job) => left.get(job.stratum) > 0);
  for (let job; chosen.length < size && (job = walk.next().value); chosen.push(job)) left.set(job.stratum, left.get(job.stratum) - 1);
  chosen.sort((a, b) => compare(a.ticket, b.ticket));
  const calls = chosen.map((job, i) => ({ slot: i + 1, rank: 0, job }));
  for (let rank = 1; rank <= rule.reserves; rank++)
    for (const [i, first] of chosen.entries()) {
      const job = take(jobs, taken, (j) => j.stratum === first.stratum).next().value;
      if (job) calls.push({ slot: i + 1, rank, job });
    }
  return calls.sort((a, b) => a.slot - b.slot || a.rank - b.rank).map(({ slot, rank, job }) => [slot, rank, job.number, job.customer, job.ticket]);
}

const jobs = frame.trimEnd().split("\n").map((line) => JSON.parse(line)).map(([number, , person, post, day, customer, kind, no, key]) => ({
  number, person, post, day, customer, key, refused: no === "1", stratum: JSON.stringify([kind, day.slice(0, 7)]), ticket: sha256(`${record.quarter}|${record.salt}|${number}`) }));
for (const job of jobs.sort((a, b) => compare(a.person, b.person) || compare(a.day, b.day) || compare(a.number, b.number)))
  people.set(`${job.person} ${job.post}`, [...(people.get(`${job.person} ${job.post}`) ?? []), job]);
const seen = new Map(), repeated = [...people].map(([who, own]) => {
  const taken = seen.get(own[0].person) ?? new Set(), calls = draw(own, record.rules.find((r) => r.post === own[0].post), taken);
  return seen.set(own[0].person, taken) && [who, calls];
});
const written = record.people.map((p) => [`${p.id} ${p.post}`, p.calls.map((c) => [c.slot, c.rank, c.number, c.customer, c.ticket])]);
const same = JSON.stringify(repeated) === JSON.stringify(written) && sha256(frame) === record.frame.sha256 && sha256(record.salt) === record.commitment;
console.log(same ? `repeated: ${written.flatMap(([, calls]) => calls).length} calls` : "differs");
process.exit(same ? 0 : 1);
