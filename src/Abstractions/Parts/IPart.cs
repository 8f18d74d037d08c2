namespace Eegavi;

/// <summary>
/// Anything that configuration can choose by name. A part is an options record, a sealed module with a
/// <see cref="PartAttribute"/>, a test, and a row in <c>docs/parts.md</c>. Its constructor takes its checked options,
/// and where it needs them <see cref="PartSizes"/> and <see cref="IParts"/>; never configuration or the container.
/// </summary>
public interface IPart;
