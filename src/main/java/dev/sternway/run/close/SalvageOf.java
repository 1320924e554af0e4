package dev.sternway.run.close;

import dev.sternway.document.IncidentReport;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.step.Receipts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a rollback set aside, from its receipts. */
@Component
public class SalvageOf {
    private static final Set<String> SALVAGE = Set.of("database/salvage");

    /** Where there was no clone to compare with, these compare with the dump, once it is restored. */
    private static final Set<String> RESTORES = Set.of(
            "postgres/restore",
            "postgres/restore-tables",
            "postgres/restore-cheapest",
            "mariadb/restore-tables",
            "mariadb/restore-cheapest");

    private final Receipts receipts;

    SalvageOf(Receipts receipts) {
        this.receipts = receipts;
    }

    /**
     * @param rows rows or values set aside
     * @param lost rows or values destroyed without being set aside; a rollback that would have any refuses
     */
    public record Salvaged(long rows, long lost, Map<String, String> evidence) {}

    public Salvaged of(String runId) {
        Salvaged before = of(runId, SALVAGE);
        Salvaged after = of(runId, RESTORES);
        return before.rows() > 0 || after.rows() == 0 ? before : after;
    }

    /** What became of the data, for people. */
    public IncidentReport.DataStatement statement(String runId) {
        Salvaged salvaged = of(runId);
        String replayed = fact(runId, "database/replay", "rows-replayed");
        String conflicts = fact(runId, "database/replay", "conflicts");
        String verdict = fact(runId, "database/verify", "verdict");
        return new IncidentReport.DataStatement(
                salvaged.rows(),
                salvaged.lost(),
                first(salvaged.evidence(), "file", "salvage"),
                first(salvaged.evidence(), "salvage-sha256", "sha256"),
                replayed.isEmpty() ? "no" : replayed + " rows, " + conflicts + " conflicts",
                verdict.isEmpty() ? "not verified" : "schema and data " + verdict + " to the state before");
    }

    private static String first(Map<String, String> evidence, String key, String otherwise) {
        return evidence.getOrDefault(key, evidence.getOrDefault(otherwise, "–"));
    }

    private String fact(String runId, String uses, String key) {
        return receipts.of(runId).stream()
                .filter(receipt -> receipt.uses().equals(uses))
                .filter(receipt -> receipt.state().succeeded())
                .map(Receipt::evidence)
                .map(facts -> facts.getOrDefault(key, ""))
                .reduce("", (earlier, later) -> later);
    }

    private Salvaged of(String runId, Set<String> executors) {
        List<Receipt> done = receipts.of(runId).stream()
                .filter(receipt -> executors.contains(receipt.uses()))
                .filter(receipt -> receipt.state().succeeded())
                .toList();
        long rows = 0;
        long lost = 0;
        Map<String, String> evidence = Map.of();
        for (Receipt receipt : done) {
            rows += number(receipt, "rows-set-aside") + number(receipt, "values-set-aside");
            lost += number(receipt, "rows-lost");
            evidence = receipt.evidence();
        }
        return new Salvaged(rows, lost, evidence);
    }

    private static long number(Receipt receipt, String key) {
        return Long.parseLong(receipt.evidence().getOrDefault(key, "0"));
    }
}
