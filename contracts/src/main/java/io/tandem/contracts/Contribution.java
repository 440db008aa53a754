package io.tandem.contracts;

/**
 * One summand of a score. The points of all contributions of a score add up to it exactly.
 *
 * @param rule the stable name of the rule, such as {@code company-size} or {@code teammate-invited}
 * @param group which part of the score it belongs to: {@code FIT} or {@code ENGAGEMENT}
 * @param points with two decimals at most; negative where a cap takes points away
 * @param reason the same in words a salesperson reads
 */
public record Contribution(String rule, String group, double points, String reason) {}
