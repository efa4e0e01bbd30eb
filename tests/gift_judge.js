// Reads GIFT with gift-pegjs, whose folder is named, and prints the questions as JSON.
const parser = require(process.argv[2]);
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(parser.parse(text)));
