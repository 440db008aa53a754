package io.tandem.scoring.prediction;

import io.tandem.scoring.domain.prediction.Training;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Logistic regression by Tribuo. One thread and one seed: the same rows in the same order give the same weights. */
final class LogisticRegression {
    static final Provenance.Hyperparameters HYPERPARAMETERS =
            new Provenance.Hyperparameters("logistic regression by AdaGrad", 0.1, 0.1, 30, 16);

    private static final int NO_LOG = -1;
    private static final Label YES = new Label("yes");
    private static final Label NO = new Label("no");
    private static final LabelFactory LABELS = new LabelFactory();

    private LogisticRegression() {}

    static Training.Learner with(Provenance.Hyperparameters hyperparameters) {
        return (rows, happened, seed) -> learn(rows, happened, seed, hyperparameters);
    }

    private static Training.Linear learn(
            double[][] rows, boolean[] happened, long seed, Provenance.Hyperparameters hyperparameters) {
        String[] names = IntStream.range(0, rows[0].length)
                .mapToObj(column -> String.format("%05d", column))
                .toArray(String[]::new);
        MutableDataset<Label> data = new MutableDataset<>(
                new SimpleDataSourceProvenance("training rows", OffsetDateTime.MIN, LABELS), LABELS);
        for (int i = 0; i < rows.length; i++) {
            data.add(new ArrayExample<>(happened[i] ? YES : NO, names, rows[i]));
        }
        LinearSGDModel model = new LinearSGDTrainer(
                        new LogMulticlass(),
                        new AdaGrad(hyperparameters.learningRate(), hyperparameters.epsilon()),
                        hyperparameters.epochs(),
                        NO_LOG,
                        hyperparameters.minibatch(),
                        seed)
                .train(data);
        DenseMatrix weights = model.getWeightsCopy();
        int yes = model.getOutputIDInfo().getID(YES);
        int no = model.getOutputIDInfo().getID(NO);
        List<Double> learnt = new ArrayList<>();
        for (String name : Arrays.asList(names)) {
            // A column that is zero in every row is unknown to the model.
            int id = model.getFeatureIDMap().getID(name);
            learnt.add(id < 0 ? 0 : weights.get(yes, id) - weights.get(no, id));
        }
        int bias = weights.getDimension2Size() - 1;
        return new Training.Linear(weights.get(yes, bias) - weights.get(no, bias), learnt);
    }
}
