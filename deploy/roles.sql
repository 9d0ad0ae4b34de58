-- The accounts of the database, each with no more than it needs (docs/running.md, Roles of the database). For a superuser:
--
--   sudo -u postgres psql -f deploy/roles.sql
--
-- May be run again at any time. Passwords are given afterwards (\password cadres_app). What each may do with which
-- table is set by the program itself whenever it migrates. Several installations on one server: another name for each,
--   sed 's/\bcadres/nanbu/g' deploy/roles.sql | sudo -u postgres psql
--
--   cadres          owns the database and its tables; for migrations and commands of the administrator alone
--   cadres_app      web, worker and beat: rows, no tables
--   cadres_sealer   numbers, chains and signs the sealed record
--   cadres_report   reads what names no person
DO $$
DECLARE
    account name;
BEGIN
    FOREACH account IN ARRAY ARRAY['cadres', 'cadres_app', 'cadres_sealer', 'cadres_report'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = account) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', account);
        END IF;
    END LOOP;
END $$;

ALTER ROLE cadres_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE cadres_sealer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE cadres_report LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 5;
ALTER ROLE cadres_report SET default_transaction_read_only = on;
ALTER ROLE cadres_report SET statement_timeout = '60s';
ALTER ROLE cadres_report SET idle_in_transaction_session_timeout = '60s';
