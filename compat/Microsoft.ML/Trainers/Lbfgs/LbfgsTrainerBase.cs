using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Solvers;

namespace Microsoft.ML.Trainers;

/// <summary>Trainers that minimise the mean loss over all rows at once.</summary>
/// <remarks>
/// The loss is (sum over rows of weight * loss + l2 / 2 * |w|^2) / (sum of weights) + l1 * |w|_1 / rows; biases are not
/// penalised. Features are taken as they are, not normalised.
/// </remarks>
public abstract class LbfgsTrainerBase<TOptions, TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
    where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
{
    private protected LbfgsTrainerBase(MLContext environment, TOptions options, SchemaShape.Column label) : base(environment, options, label)
    {
        options.Check();
        Settings = options;
    }

    public override TrainerInfo Info { get; } = new();

    private protected TOptions Settings { get; }

    private protected sealed override string Name => nameof(LbfgsTrainerBase<TOptions, TTransformer, TModel>);

    private protected abstract LinearObjective MakeObjective(TrainingRows rows);

    private protected abstract StoppingRule MakeStoppingRule();

    /// <summary>The parameters of a model, biases first.</summary>
    private protected abstract double[] ParametersOf(TModel model);

    private protected abstract TModel MakeModel(double[] parameters, TrainingRows rows);

    private protected sealed override TModel Train(TrainingRows rows, TModel start, Channel channel)
    {
        var (objective, stop) = (MakeObjective(rows), MakeStoppingRule());
        var first = start is null ? FirstGuess(objective.Size) : ParametersOf(start);
        if (first.Length != objective.Size)
            throw new InvalidOperationException("The initialization predictor has different number of classes or features than the training data.");

        var result = Minimize(objective, rows.Examples.Count, first, stop);
        if (Settings.Quiet)
            return MakeModel(result.Point, rows);
        if (result.Note is not null)
            channel.Warning($"Premature convergence occurred. The OptimizationTolerance may be set too small. {result.Note}");
        if (Settings.L1Regularization > 0)
            channel.Info($"L1 regularization selected {objective.Outputs + result.Point[objective.Outputs..].Count(weight => weight != 0)} of {objective.Size} weights.");
        return MakeModel(result.Point, rows);
    }

    /// <summary>Options with what the catalog's methods take.</summary>
    internal static TOptions Filled(TOptions options, (string Label, string Features, string Weights) columns,
        float l1, float l2, float tolerance, int history, bool nonNegative)
    {
        options.Take(columns);
        (options.L1Regularization, options.L2Regularization) = (l1, l2);
        (options.OptimizationTolerance, options.HistorySize, options.EnforceNonNegativity) = (tolerance, history, nonNegative);
        return options;
    }

    private LbfgsResult Minimize(LinearObjective objective, int rows, double[] start, StoppingRule stop)
    {
        using var channel = Environment.Start($"{Name}; LBFGS Optimizer");
        channel.Info("Beginning optimization");
        channel.Info($"num vars: {start.Length}");
        channel.Info($"improvement criterion: {stop.Name}");
        return new Solvers.Lbfgs(objective.Evaluate, new LbfgsSettings
        {
            History = Settings.HistorySize,
            L1 = Settings.L1Regularization / rows,
            // Without an l1 penalty the bound holds for biases too.
            Free = Settings is { EnforceNonNegativity: true, L1Regularization: 0 } ? 0 : objective.Outputs,
            NonNegative = Settings.EnforceNonNegativity,
        }).Minimize(start, stop);
    }

    private double[] FirstGuess(int size)
    {
        var guess = new double[size];
        if (Settings.InitialWeightsDiameter <= 0)
            return guess;
        var random = Environment.NewRandom();
        for (var i = 0; i < size; i++)
            guess[i] = Settings.InitialWeightsDiameter * (random.NextDouble() - 0.5);
        return guess;
    }

    /// <summary>How to learn.</summary>
    public abstract class OptionsBase : TrainerInputBaseWithWeight
    {
        protected OptionsBase() { }

        /// <summary>Weight of half the squared weights, next to the summed loss.</summary>
        public float L2Regularization = 1;

        /// <summary>Weight of the absolute weights, next to the summed loss.</summary>
        public float L1Regularization = 1;

        /// <summary>Stops when a step improves the mean loss by less.</summary>
        public float OptimizationTolerance = 1e-7f;

        /// <summary>How many steps' curvature to remember.</summary>
        public int HistorySize = 20;

        public int MaximumNumberOfIterations = int.MaxValue;

        /// <summary>Above 0: starts from random weights within half of it around 0.</summary>
        public float InitialWeightsDiameter;

        public bool EnforceNonNegativity;

        /// <summary>At most this many threads; one is taken in any case.</summary>
        public int? NumberOfThreads;

        /// <summary>Keeps what training has to say out of the log.</summary>
        public bool Quiet;

        internal void Check()
        {
            Require(L2Regularization >= 0, nameof(L2Regularization), "Must be non-negative");
            Require(L1Regularization >= 0, nameof(L1Regularization), "Must be non-negative");
            Require(OptimizationTolerance > 0, nameof(OptimizationTolerance), "Must be positive");
            Require(HistorySize > 0, nameof(HistorySize), "Must be positive");
            Require(NumberOfThreads is null or > 0, nameof(NumberOfThreads), "Must be positive (or empty for default)");
            Require(MaximumNumberOfIterations > 0, nameof(MaximumNumberOfIterations), "Must be positive");
        }
    }
}
