namespace Microsoft.ML;

/// <summary>Where extension methods that make transforms hang.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog() { }

    public ConversionTransforms Conversion { get; } = new();

    /// <summary>From one type to another.</summary>
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms() { }
    }
}
