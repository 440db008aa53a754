package io.tandem.crm.caller;

/** Who makes a change: a person, or a part of Tandem that writes down what another system was told by people. */
public interface Author {
    /** The email by which owners are known; of a machine its name. */
    String email();

    boolean isAdmin();

    /** May write everywhere, as what it writes was decided elsewhere. */
    static Author machine(String name) {
        return new Author() {
            @Override
            public String email() {
                return name;
            }

            @Override
            public boolean isAdmin() {
                return true;
            }
        };
    }
}
