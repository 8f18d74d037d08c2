namespace Microsoft.ML;

/// <summary>Where extension methods that make transforms hang.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog(MLContext environment)
    {
        Environment = environment;
        Conversion = new ConversionTransforms(this);
    }

    public ConversionTransforms Conversion { get; }

    internal MLContext Environment { get; }

    /// <summary>From one type to another.</summary>
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms(TransformsCatalog owner) => Owner = owner;

        internal TransformsCatalog Owner { get; }
    }
}
