namespace Eegavi;

/// <summary>Which vectors a loss stands between when configuration does not say: <c>[LossEnds("fused", "context.*")]</c>. A loss without it is supervised.</summary>
/// <param name="ends">Names of vectors; <c>context.*</c> stands for every context in modality order.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossEndsAttribute(params string[] ends) : Attribute
{
    /// <summary>The first end reads, the others are read.</summary>
    public IReadOnlyList<string> Ends { get; } = ends;
}
