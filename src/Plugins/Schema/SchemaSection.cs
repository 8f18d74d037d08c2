namespace Eegavi.Plugins;

/// <summary>What stands where a record has plain JSON, which others read: <c>data</c> of a run, the variants of a study.</summary>
/// <param name="Owner">The record that has it.</param>
/// <param name="Property">Its property: JSON, or a dictionary of JSON.</param>
/// <param name="Record">The record that is read from it.</param>
/// <param name="IsPartial">Whether it is only a part of that record, or a merge patch on one: nothing is required, and null removes.</param>
public sealed record SchemaSection(Type Owner, string Property, Type Record, bool IsPartial = false);
