UPDATE pool SET description = CASE name
        WHEN 'SALES_ASSIST' THEN 'Accounts that a human helps while the product leads'
        WHEN 'SALES_LED' THEN 'Accounts that sales leads'
        WHEN 'PARTNER' THEN 'Accounts that come through a partner'
    END
WHERE description = '' AND name IN ('SALES_ASSIST', 'SALES_LED', 'PARTNER');
