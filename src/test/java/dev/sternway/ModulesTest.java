package dev.sternway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.ArchitecturallyEvidentType;

/** The libraries forget at the end what they read: all classes with their calls take 360 MiB, and the same JVM runs other tests. */
class ModulesTest {
    private static final String ROOT = "dev.sternway";
    private static final String FIXTURES = "dev.sternway.fixture.bans";

    private static JavaClasses sources;
    private static JavaClasses broken;

    @BeforeAll
    static void read() {
        sources = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages(ROOT);
        broken = new ClassFileImporter().importPackages(FIXTURES);
    }

    @AfterAll
    static void forget() throws ReflectiveOperationException {
        for (Class<?> keeper : List.of(ApplicationModules.class, ArchitecturallyEvidentType.class)) {
            Field cache = keeper.getDeclaredField("CACHE");
            cache.setAccessible(true);
            ((Map<?, ?>) cache.get(null)).clear();
        }
    }

    /** What only some modules may import, with the fixtures that do it elsewhere. */
    enum Reserved {
        THE_ENGINE(List.of("process"), List.of("org.operaton.."), "UsesTheEngine"),
        OWN_TABLES(List.of("store"), List.of("org.springframework.jdbc..", "javax.sql.."), "UsesJdbc"),
        JDBC(
                List.of("store", "database", "planner", "executor", "watch"),
                List.of("java.sql.."),
                "OpensConnections",
                "ReadsATable"),
        SPRING(
                List.of("run", "store", "process", "security", "api", "board", "cli"),
                List.of(
                        "org.springframework.beans..",
                        "org.springframework.boot..",
                        "org.springframework.context..",
                        "org.springframework.core..",
                        "org.springframework.stereotype..",
                        "org.springframework.transaction.."),
                "UsesSpring",
                "IsAComponent"),
        THE_WEB(
                List.of("api", "security", "process", "board"),
                List.of("org.springframework.http..", "org.springframework.web..", "jakarta.servlet.."),
                "SpeaksHttp"),
        THE_COMMAND_LINE(List.of("cli"), List.of("picocli.."), "IsACommand"),
        DOCUMENT_FORMATS(List.of("document"), List.of("org.commonmark..", "biweekly.."), "ParsesMarkdown");

        private final List<String> modules;
        private final List<String> packages;
        private final String[] fixtures;

        Reserved(List<String> modules, List<String> packages, String... fixtures) {
            this.modules = modules;
            this.packages = packages;
            this.fixtures = fixtures;
        }

        Stream<String> violations(JavaClasses classes, String root) {
            String[] allowed =
                    modules.stream().map(module -> root + "." + module + "..").toArray(String[]::new);
            EvaluationResult result = noClasses()
                    .that(resideOutsideOfPackages(allowed))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                    .evaluate(classes);
            return result.getFailureReport().getDetails().stream().map(what -> name() + ": " + what);
        }
    }

    @Test
    void everyModuleUsesOnlyWhatItsPackageAllows() {
        assertThat(ApplicationModules.of(ROOT).detectViolations().getMessages()).isEmpty();
    }

    @Test
    void everyPackageBelongsToAModuleThatNamesWhatItMayUse() {
        assertThat(sources.stream()
                        .map(it -> it.getPackageName())
                        .filter(name -> name.startsWith(ROOT + "."))
                        .map(name -> name.split("\\.")[2])
                        .distinct()
                        .filter(module -> ApplicationModules.of(ROOT)
                                .getModuleByName(module)
                                .filter(it -> it.getBasePackage()
                                        .getAnnotation(org.springframework.modulith.ApplicationModule.class)
                                        .isPresent())
                                .isEmpty()))
                .isEmpty();
    }

    @Test
    void aModuleThatLooksUpIsFound() {
        ImportOption testsToo = location -> true;
        assertThat(ApplicationModules.of("dev.sternway.fixture.modules", testsToo)
                        .detectViolations()
                        .getMessages())
                .anySatisfy(what -> assertThat(what).contains("lower", "higher", "LooksUp"));
    }

    @Test
    void whatIsReservedIsImportedNowhereElse() {
        assertThat(Arrays.stream(Reserved.values()).flatMap(it -> it.violations(sources, ROOT)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anImportOfWhatIsReservedIsFound(Reserved reserved) {
        List<String> found = reserved.violations(broken, FIXTURES).toList();

        assertThat(reserved.fixtures)
                .isNotEmpty()
                .allSatisfy(fixture ->
                        assertThat(found).anySatisfy(what -> assertThat(what).contains(fixture)));
    }
}
