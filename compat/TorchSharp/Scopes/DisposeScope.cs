namespace TorchSharp;

/// <summary>Disposes, when it ends, every tensor that was made on its thread while it was the innermost scope.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private torch.Tensor[] _tensors = [];
    private int _count;
    private HashSet<IDisposable> _others;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope outer)
    {
        _manager = manager;
        Outer = outer;
    }

    internal DisposeScope Outer { get; }

    internal bool IsDisposed { get; private set; }

    private ReadOnlySpan<torch.Tensor> Tensors => _tensors.AsSpan(0, _count);

    public IReadOnlyList<IDisposable> DisposablesView => [.. Tensors, .. _others ?? []];
    public int DisposablesCount => _count + (_others?.Count ?? 0);

    public bool Contains(IDisposable disposable) => disposable is torch.Tensor tensor
        ? ReferenceEquals(tensor.OwningDisposeScope, this)
        : _others is not null && _others.Contains(disposable);

    /// <summary>Takes a tensor that no scope holds.</summary>
    internal void Include(torch.Tensor tensor)
    {
        if (_count == _tensors.Length) Array.Resize(ref _tensors, Math.Max(16, 2 * _count));
        _tensors[_count] = tensor;
        tensor.Enter(this, _count++);
    }

    // The last one takes the place of the one that leaves.
    private void Exclude(torch.Tensor tensor)
    {
        var last = _tensors[--_count];
        _tensors[tensor.Place] = last;
        last.Place = tensor.Place;
        _tensors[_count] = null;
        tensor.Leave();
    }

    public void Attach(IDisposable disposable) => Attach([disposable]);
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        ThrowIfDisposed();
        var all = disposables.ToList();
        foreach (var disposable in all) Adopt(disposable);
        return all;
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable => One(disposable, MoveToOuter);
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public T MoveToOther<T>(DisposeScope scope, T disposable) where T : IDisposable => One(disposable, all => MoveToOther(scope, all));
    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));
    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));
    public void MoveToOther(DisposeScope scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    /// <summary>Hands disposables over to another scope; null frees them from every scope.</summary>
    public void MoveToOther(DisposeScope scope, IEnumerable<IDisposable> disposables)
    {
        ThrowIfDisposed();
        foreach (var disposable in disposables.Where(d => d is not null).ToList())
        {
            if (scope is null) Release(disposable);
            else scope.Adopt(disposable);
        }
    }

    public T Detach<T>(T disposable) where T : IDisposable => One(disposable, Detach);
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);
    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    public void DisposeEverything() => DisposeEverythingBut([]);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable => One(keep, DisposeEverythingBut);
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut(first, (IDisposable)second);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut(first, second, (IDisposable)third);
        return (first, second, third);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        ThrowIfDisposed();
        var keep = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var tensor in Tensors.ToArray())
        {
            if (!keep.Contains(tensor)) tensor.Dispose();
        }
        foreach (var other in Others(but: keep)) other.Dispose();
        _others?.IntersectWith(keep);
    }

    private IDisposable[] Others(HashSet<IDisposable> but) => [.. (_others ?? []).Where(other => !but.Contains(other))];

    public void MarkAsDisposed(IDisposable disposable)
    {
        ThrowIfDisposed();
        if (!Remove(disposable)) return;
        _manager.StatisticsInstance.Of(disposable).DisposedInScopeCount++;
        (disposable as torch.Tensor)?.LiveOutsideScopes();
    }

    public void Dispose()
    {
        if (IsDisposed) return;
        IsDisposed = true;
        _manager.RemoveEnded();
        _manager.StatisticsInstance.TensorStatistics.DisposedInScopeCount += _count;
        FreeTensors();
        foreach (var other in Others(but: []))
        {
            _others.Remove(other);
            _manager.StatisticsInstance.Of(other).DisposedInScopeCount++;
            other.Dispose();
        }
    }

    internal void FreeTensors()
    {
        torch.Tensor.Free(Tensors);
        (_tensors, _count) = ([], 0);
    }

    private static T One<T>(T disposable, Action<IEnumerable<IDisposable>> action) where T : IDisposable
    {
        action([disposable]);
        return disposable;
    }

    private void Adopt(IDisposable disposable)
    {
        if (disposable is null || Contains(disposable)) return;
        var owner = OwnerOf(disposable);
        if (owner is null) _manager.StatisticsInstance.Of(disposable).AttachedToScopeCount++;
        else owner.Remove(disposable);
        if (disposable is torch.Tensor tensor) Include(tensor);
        else (_others ??= new(ReferenceEqualityComparer.Instance)).Add(disposable);
    }

    private void Release(IDisposable disposable)
    {
        var owner = OwnerOf(disposable) ?? this;
        if (!owner.Remove(disposable)) return;
        _manager.StatisticsInstance.Of(disposable).DetachedFromScopeCount++;
        (disposable as torch.Tensor)?.LiveOutsideScopes();
    }

    // False if it is not in this scope.
    private bool Remove(IDisposable disposable)
    {
        if (disposable is not torch.Tensor tensor) return _others is not null && _others.Remove(disposable);
        if (!Contains(tensor)) return false;
        Exclude(tensor);
        return true;
    }

    private static DisposeScope OwnerOf(IDisposable disposable) => (disposable as torch.Tensor)?.OwningDisposeScope;

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);
}
