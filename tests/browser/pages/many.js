// A rubric of 240 indicators, written here line by line.
const lines = [
  'rubric many "Many lines" {',
  'version "1.0.0"',
  'language "en"',
  'scale growth { low = 1 "Low" fair = 2 "Fair" good = 3 "Good" best = 4 "Best" }',
  'rater self "Self-assessment"',
];
for (let domain = 0; domain < 20; domain += 1) {
  lines.push(`domain d${domain} "Domain ${domain}" {`);
  for (let at = 0; at < 12; at += 1) {
    lines.push(`indicator i${domain}_${at} "Line ${domain}.${at}" {`);
    for (const level of ["low", "fair", "good", "best"]) lines.push(`${level} "What ${level} looks like on line ${at}."`);
    lines.push("}");
  }
  lines.push("}");
}
lines.push('outcome overall "Overall" on growth of mean(domains) { best from 3.5 good from 2.5 fair from 1.75 low otherwise }', "}");
const element = document.createElement("rubric-assessment");
element.setAttribute("rater", "self");
element.rubric = lines.join("\n");
document.querySelector("main").append(element);
