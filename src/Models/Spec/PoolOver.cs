namespace Eegavi.Models;

/// <summary>Which fused tokens are pooled.</summary>
public enum PoolOver
{
    /// <summary>Every real one.</summary>
    All,

    /// <summary>Those at whose time any context was there: the union of the contexts' masks.</summary>
    Contexts,
}
