package io.tandem.crm.connection;

import io.tandem.crm.domain.SaleStage;
import java.util.List;

/**
 * Which stages of the CRM stand for one of ours.
 *
 * @param crmStages ids; the first is the one that is written there, all are understood
 */
record StageMappingView(SaleStage stage, List<String> crmStages) {}
