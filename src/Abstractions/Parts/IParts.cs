namespace Eegavi;

/// <summary>Makes parts: the catalog as a part or the builder sees it.</summary>
public interface IParts
{
    /// <summary>Makes a new instance; whoever asked owns it and registers it as a child module.</summary>
    /// <param name="part">Which part, with which options.</param>
    /// <param name="sizes">The sizes that only the builder knows.</param>
    /// <exception cref="KeyNotFoundException">No part of that kind has that name.</exception>
    TKind Create<TKind>(Part<TKind> part, PartSizes sizes) where TKind : class, IPart;

    /// <summary>The class of a part, for what its attributes say.</summary>
    /// <param name="part">Which part.</param>
    /// <exception cref="KeyNotFoundException">No part of that kind has that name.</exception>
    Type TypeOf(IPartChoice part);
}
