using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Solvers;

namespace Microsoft.ML.Trainers;

/// <summary>Trainers that go up the dual, row by row.</summary>
/// <remarks>
/// The loss is the mean over rows of weight * loss, plus l2 / 2 * |w|^2 + l2 * l1 * |w|_1, where w includes the bias. One
/// thread does it, so the same seed gives the same model.
/// </remarks>
public abstract class SdcaTrainerBase<TOptions, TTransformer, TModel> : StochasticTrainerBase<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
    where TOptions : SdcaTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
{
    // Below it, dual ascent hardly moves.
    private const float SmallestL2 = 1e-9f;

    private protected SdcaTrainerBase(MLContext environment, TOptions options, SchemaShape.Column label) : base(environment, options, label)
    {
        options.Check();
        Settings = options;
    }

    private protected TOptions Settings { get; }

    private protected sealed override string Name => nameof(SdcaTrainerBase<TOptions, TTransformer, TModel>);

    private protected abstract Solvers.Sdca MakeSolver(TrainingRows rows, SdcaSettings settings);

    private protected abstract TModel MakeModel(LinearWeights weights, TrainingRows rows);

    /// <summary>The l2 penalty for tables of this many rows.</summary>
    private protected virtual float DefaultL2(int rows, int passes) => Math.Max(1e-6f, 20f / ((float)Math.Max(2, passes / 2) * rows));

    private protected sealed override TModel Train(TrainingRows rows, TModel start, Channel channel)
    {
        channel.Info("Using 1 thread to train.");
        var solver = MakeSolver(rows, Tuned(rows.Examples, channel));
        var weights = solver.Solve(Environment.NewRandom());
        channel.Info(solver.BestPass > 0 ? $"Using best model from iteration {solver.BestPass}." : "Using model from last iteration.");
        return MakeModel(weights, rows);
    }

    /// <summary>Options with what the catalog's methods take.</summary>
    internal static T Filled<T>(T options, (string Label, string Features, string Weights) columns, float? l2, float? l1, int? iterations) where T : TOptions
    {
        options.Take(columns);
        (options.L2Regularization, options.L1Regularization, options.MaximumNumberOfIterations) = (l2, l1, iterations);
        return options;
    }

    // What is not given is chosen by the table's size, as the real package chooses with one thread.
    private SdcaSettings Tuned(Examples examples, Channel channel)
    {
        var passes = Settings.MaximumNumberOfIterations ?? Tell(channel, "maxIterations", Math.Max(2, Math.Max(1, 500000 / examples.Count) * 3));
        var l2 = Settings.L2Regularization ?? Tell(channel, "L2", DefaultL2(examples.Count, passes));
        var l1 = Settings.L1Regularization ?? Tell(channel, "L1Threshold (L1/L2)", DefaultL1(examples.Width));
        return new SdcaSettings(Math.Max(l2, SmallestL2), l1, Settings.BiasLearningRate, Settings.ConvergenceTolerance, passes,
            Settings.ConvergenceCheckFrequency ?? 1, Settings.Shuffle);
    }

    private static float DefaultL1(int features) => features switch { < 100 => 0, < 1000 => 0.25f, < 10000 => 0.5f, _ => 1 };

    private static T Tell<T>(Channel channel, string name, T value)
    {
        channel.Info(FormattableString.Invariant($"Auto-tuning parameters: {name} = {value}."));
        return value;
    }

    /// <summary>How to learn. What is null is chosen by the size of the table.</summary>
    public abstract class OptionsBase : TrainerInputBaseWithWeight
    {
        private protected OptionsBase() { }

        /// <summary>Weight of half the squared weights, next to the mean loss.</summary>
        public float? L2Regularization;

        /// <summary>Weight of the absolute weights, in units of <see cref="L2Regularization"/>.</summary>
        public float? L1Regularization;

        /// <summary>Stops at this duality gap, relative to the loss.</summary>
        public float ConvergenceTolerance = 0.1f;

        public int? MaximumNumberOfIterations;

        /// <summary>At most this many threads; one is taken in any case.</summary>
        public int? NumberOfThreads;

        /// <summary>Takes the rows in a new order each pass.</summary>
        public bool Shuffle = true;

        /// <summary>Passes between looks at the gap; 0 or less: never look.</summary>
        public int? ConvergenceCheckFrequency;

        /// <summary>Above 0: frees the bias from the penalty, at this rate.</summary>
        public float BiasLearningRate;

        internal void Check()
        {
            Require(L2Regularization is null or >= 0, nameof(L2Regularization), "L2 constant must be non-negative.");
            Require(L1Regularization is null or >= 0, nameof(L1Regularization), "L1 threshold must be non-negative.");
            Require(NumberOfThreads is null or > 0, nameof(NumberOfThreads), "The number of threads must be either null or a positive integer.");
            Require(MaximumNumberOfIterations is null or > 0, nameof(MaximumNumberOfIterations), "Max number of iterations must be positive.");
            Require(ConvergenceTolerance is > 0 and <= 1, nameof(ConvergenceTolerance), "Convergence tolerance must be positive and no larger than 1.");
        }
    }
}
