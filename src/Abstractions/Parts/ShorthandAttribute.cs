namespace Eegavi;

/// <summary>The property that a single value in place of its record stands for: <c>"weight": 0.5</c> for <c>"weight": { "from": 0.5 }</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ShorthandAttribute : Attribute;
