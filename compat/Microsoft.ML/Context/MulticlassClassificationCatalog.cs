namespace Microsoft.ML;

/// <summary>Which of several classes.</summary>
public sealed partial class MulticlassClassificationCatalog : TrainCatalogBase
{
    internal MulticlassClassificationCatalog(MLContext environment) : base(environment) => Trainers = new(this);

    public MulticlassClassificationTrainers Trainers { get; }

    /// <summary>Its trainers.</summary>
    public sealed class MulticlassClassificationTrainers : CatalogInstantiatorBase
    {
        internal MulticlassClassificationTrainers(MulticlassClassificationCatalog owner) : base(owner) { }
    }
}
