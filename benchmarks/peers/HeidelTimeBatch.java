// Runs HeidelTime over many texts in one JVM.
// Arguments: LANGUAGE NEWS|NARRATIVES CONFIG. A line in: day TAB base64(text); a line out:
// base64(TimeML).
import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Base64;

public class HeidelTimeBatch {
  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // HeidelTime talks on standard output
    HeidelTimeStandalone tagger = new HeidelTimeStandalone(
        Language.getLanguageFromString(arguments[0]), DocumentType.valueOf(arguments[1]),
        OutputType.TIMEML, arguments[2], POSTagger.NO, false);
    SimpleDateFormat days = new SimpleDateFormat("yyyy-MM-dd");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String[] parts = line.split("\t");
      String text = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      String tagged = tagger.process(text, days.parse(parts[0]));
      answers.println(
          Base64.getEncoder().encodeToString(tagged.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
