using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where everything begins: catalogs of what can be done, one source of random numbers, one log.</summary>
public sealed class MLContext : IHostEnvironment
{
    private readonly Random _random;

    /// <param name="seed">Makes what is random repeatable.</param>
    public MLContext(int? seed = null)
    {
        _random = seed is int known ? new Random(known) : new Random();
        Seed = seed;
        Data = new DataOperationsCatalog(this);
        Transforms = new TransformsCatalog();
        Model = new ModelOperationsCatalog(this);
        MulticlassClassification = new MulticlassClassificationCatalog(this);
        BinaryClassification = new BinaryClassificationCatalog(this);
        Regression = new RegressionCatalog(this);
    }

    /// <summary>Raised for every message of trainers and transforms.</summary>
    public event EventHandler<LoggingEventArgs> Log;

    public DataOperationsCatalog Data { get; }

    public TransformsCatalog Transforms { get; }

    public ModelOperationsCatalog Model { get; }

    public MulticlassClassificationCatalog MulticlassClassification { get; }

    public BinaryClassificationCatalog BinaryClassification { get; }

    public RegressionCatalog Regression { get; }

    public ComponentCatalog ComponentCatalog { get; } = new();

    internal int? Seed { get; }

    /// <summary>A source of random numbers of its own for one piece of work.</summary>
    internal Random NewRandom()
    {
        lock (_random)
            return new Random(_random.Next());
    }

    /// <summary>Opens the messages of one piece of work.</summary>
    internal Channel Start(string source) => new(message => Log?.Invoke(this, message), source);
}
