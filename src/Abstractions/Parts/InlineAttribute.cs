namespace Eegavi;

/// <summary>
/// A <see cref="Part{TKind}"/> whose <c>type</c> and options stand in the same object as its siblings:
/// <c>{ "type": "siglip", "weight": 0.5, "chunk": 64 }</c>, where <c>weight</c> belongs to the record and <c>chunk</c> to the part.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InlineAttribute : Attribute;
