namespace Eegavi;

/// <summary>
/// Options of a part of one kind. They stand wherever such a part is expected, and choose it: <c>Gate = new TanhGateOptions { Init = 0.5 }</c>.
/// </summary>
/// <typeparam name="TKind">The kind of part, for example <see cref="IGate"/>.</typeparam>
public abstract record PartOptions<TKind> where TKind : class, IPart;
