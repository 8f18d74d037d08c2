namespace Microsoft.ML;

/// <summary>What the catalogs of trainers have in common.</summary>
public abstract partial class TrainCatalogBase
{
    private protected TrainCatalogBase(MLContext environment) => Environment = environment;

    internal MLContext Environment { get; }

    /// <summary>Where extension methods that make trainers hang.</summary>
    public abstract class CatalogInstantiatorBase
    {
        private protected CatalogInstantiatorBase(TrainCatalogBase owner) => Owner = owner;

        internal TrainCatalogBase Owner { get; }

        internal MLContext Environment => Owner.Environment;
    }
}
