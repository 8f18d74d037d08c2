namespace Microsoft.ML;

/// <summary>How much.</summary>
public sealed partial class RegressionCatalog : TrainCatalogBase
{
    internal RegressionCatalog(MLContext environment) : base(environment) => Trainers = new(this);

    public RegressionTrainers Trainers { get; }

    /// <summary>Its trainers.</summary>
    public sealed class RegressionTrainers : CatalogInstantiatorBase
    {
        internal RegressionTrainers(RegressionCatalog owner) : base(owner) { }
    }
}
