package dev.sternway.security;

import java.util.List;

/** The groups that exist from the first start; a plan's roles are groups of the same name. */
public final class Groups {
    public static final String ADMIN = "operaton-admin";
    public static final String OPS = "ops";
    public static final String DEPLOY_LEAD = "deploy-lead";
    public static final String DEVOPS_LEAD = "devops-lead";
    public static final String DBA = "dba";
    public static final String LEADERSHIP = "leadership";
    public static final String MACHINE = "machine";
    public static final String DESIGNER = "designer";
    public static final List<String> PEOPLE = List.of(
            OPS,
            DEPLOY_LEAD,
            DEVOPS_LEAD,
            DBA,
            LEADERSHIP,
            "system-administrator",
            "backend",
            "frontend",
            "devops",
            "product-manager",
            "product",
            "support",
            "security",
            "incident-commander",
            DESIGNER,
            "viewer");
    private static final String[] ARMING = {ADMIN, OPS, DEPLOY_LEAD, DEVOPS_LEAD, DBA, MACHINE};
    private static final String[] STARTING = {ADMIN, OPS, DEPLOY_LEAD, DEVOPS_LEAD, DBA, LEADERSHIP, MACHINE};

    private Groups() {}

    /** Who may submit a plan, release or disarm. */
    public static String[] arming() {
        return ARMING.clone();
    }

    /** Who may start a rollback. */
    public static String[] starting() {
        return STARTING.clone();
    }
}
