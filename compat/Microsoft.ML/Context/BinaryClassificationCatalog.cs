namespace Microsoft.ML;

/// <summary>Yes or no.</summary>
public sealed partial class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(MLContext environment) : base(environment) => Trainers = new(this);

    public BinaryClassificationTrainers Trainers { get; }

    /// <summary>Its trainers.</summary>
    public sealed class BinaryClassificationTrainers : CatalogInstantiatorBase
    {
        internal BinaryClassificationTrainers(BinaryClassificationCatalog owner) : base(owner) { }
    }
}
