"use strict";
// YASGUI on this server alone: our prefixes, classes, properties and named queries are
// completed from /vocabulary.json; the completers that ask other hosts are left out.
(async () => {
  const words = await (await fetch("vocabulary.json")).json();
  const short = (iri) => {
    for (const [prefix, base] of Object.entries(words.prefixes))
      if (iri.startsWith(base)) return `${prefix}:${iri.slice(base.length)}`;
    return `<${iri}>`;
  };
  const Yasqe = Yasgui.Yasqe;
  for (const name of Object.keys(Yasqe.Autocompleters || {}))
    if (name !== "variables") delete Yasqe.Autocompleters[name];
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.defaults.value = words.start;
  // A completed name brings its prefix along; typed letters come one by one and do not.
  const declare = (yasqe) => yasqe.on("change", (_, change) => {
    const prefix = /^([a-z]+):\w+$/.exec(change.text.join("\n"))?.[1];
    const iri = words.prefixes[prefix];
    if (iri && !yasqe.getPrefixesFromQuery()[prefix]) yasqe.addPrefixes({ [prefix]: iri });
  });
  const complete = (name, options, test, onInitialize) =>
    Yasqe.registerAutocompleter({
      name,
      bulk: true,
      autoShow: false,
      persistenceId: null,
      get: async () => options,
      isValidCompletionPosition: test,
      onInitialize,
      preProcessToken: (yasqe, token) => token,
      postProcessSuggestion: (yasqe, token, text) => text,
    });
  const before = (yasqe) => {
    const token = yasqe.getCompleteToken();
    const line = yasqe.getDoc().getLine(yasqe.getDoc().getCursor().line).slice(0, token.start);
    return { token, line };
  };
  complete("dtkg-prefixes", Object.entries(words.prefixes).map(([p, iri]) => `${p}: <${iri}>`),
    (yasqe) => /PREFIX\s*$/i.test(before(yasqe).line), declare);
  complete("dtkg-classes", words.classes.map(short),
    (yasqe) => /(\ba|rdf:type)\s+$/.test(before(yasqe).line));
  complete("dtkg-properties", words.properties.map(short),
    (yasqe) => { const { token, line } = before(yasqe);
      return !/^[?"$]/.test(token.string) && !/(\ba|PREFIX)\s*$/i.test(line); });
  const place = document.getElementById("yasgui");
  place.textContent = "";
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint: new URL("query", location.href).href, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint: new URL("query", location.href).href }], keys: [] },
    copyEndpointOnNewTab: true,
    persistenceId: "dtkg",
  });
  const list = document.createElement("select");
  list.setAttribute("aria-label", "named queries");
  list.append(new Option("a named query …", ""));
  for (const query of words.queries) list.append(new Option(query.title, query.name));
  list.addEventListener("change", () => {
    const query = words.queries.find((q) => q.name === list.value);
    if (query) yasgui.getTab().setQuery(query.text);
  });
  place.before(list);
})();
