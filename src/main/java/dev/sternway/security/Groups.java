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
    /** Whoever is in it gets in nowhere. */
    public static final String DISABLED = "disabled";
    /** Whoever is in it came through the identity provider, which says the other groups. */
    public static final String SINGLE_SIGN_ON = "single-sign-on";

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
            "viewer",
            "approver",
            DESIGNER);

    private Groups() {}
}
