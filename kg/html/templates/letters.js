// Letters that Arabic writers interchange are one; accents fall.
const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "").replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
  .replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647").replace(/\u0624/g, "\u0648").replace(/\u0626/g, "\u064a").replace(/[\u0621]/g, "")
  .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).toLowerCase();
// Consonants alone, in one alphabet: «lavrof» and «لافروف» are both lfrf.
const TWO = { kh: "x", sh: "$", ch: "$", gh: "g", th: "t", dh: "d", ph: "f", ck: "k", dj: "g" };
const ONE = Object.fromEntries([["bp\u0628", "b"], ["td\u062a\u0637\u062b\u062f\u0636\u0630", "t"], ["gj\u062c\u063a", "g"], ["x\u062e", "x"], ["r\u0631", "r"], ["zs\u0632\u0638\u0633\u0635", "s"], ["$\u0634", "$"], ["fv\u0641", "f"], ["kqc\u0642\u0643", "k"], ["l\u0644", "l"], ["m\u0645", "m"], ["n\u0646", "n"]].flatMap(([from, to]) => [...from].map((letter) => [letter, to])));
const bones = (text) => fold(text).split(/[\s\-]+/).map((part) => [...part.replace(/kh|sh|ch|gh|th|dh|ph|ck|dj/g, (pair) => TWO[pair])].map((letter) => ONE[letter] || "").join("").replace(/(.)\1+/g, "$1")).filter((part) => part.length > 1);
